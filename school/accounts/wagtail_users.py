"""People in Wagtail's admin: known by e-mail, never deleted, erased on their own request."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersAppConfig(WagtailUsersAppConfig):
    user_viewset = "school.accounts.people_admin.UserViewSet"

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "school.demo"
    label = "demo"

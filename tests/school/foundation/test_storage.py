"""Public files in a bucket have addresses of the school's own."""

from __future__ import annotations

from school.foundation.storage import PublicBucket


def test_address_of_a_public_file_names_no_other_host() -> None:
    bucket = PublicBucket(bucket_name="school", endpoint_url="https://s3.example.org", access_key="a", secret_key="b", location="public")
    assert bucket.url("images/два слова.png") == "/media/images/%D0%B4%D0%B2%D0%B0%20%D1%81%D0%BB%D0%BE%D0%B2%D0%B0.png"

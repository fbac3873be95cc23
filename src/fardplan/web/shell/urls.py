"""The start page, the language and the workspace's own files."""

from django.urls import path

from fardplan.web.shell import views
from fardplan.web.shell.assets import asset
from fardplan.web.shell.start import start

urlpatterns = [
    path("", start, name="shell-start"),
    path("sprak/", views.language, name="shell-language"),
    path("filer/<str:name>", asset, name="shell-asset"),
]

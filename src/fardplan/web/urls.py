"""Every address of the workspace, part by part."""

from django.urls import include, path

app_name = "web"
urlpatterns = [
    path("", include("fardplan.web.shell.urls")),
    path("komponenter/", include("fardplan.web.gallery.urls")),
]

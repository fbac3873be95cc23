"""The component gallery."""

from django.urls import path

from fardplan.web.gallery.views import gallery

urlpatterns = [path("", gallery, name="gallery-all")]

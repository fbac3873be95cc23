"""The addresses of the log of who did what."""

from django.urls import path

from fardplan.web.audit import views

urlpatterns = [
    path("logg/", views.log, name="audit-log"),
    path("logg/prova/", views.verify, name="audit-verify"),
    path("logg/exportera/", views.export, name="audit-export"),
    path("logg/<int:number>/", views.entry, name="audit-entry"),
]

"""Where the workspace and its sign-in live; everything else is the published site's."""

from django.urls import include, path

urlpatterns = [
    path("arbete/", include("fardplan.web.urls")),
    path("konto/", include("fardplan.web.sign_in.urls")),
]

handler403 = "fardplan.web.shell.errors.forbidden"
handler404 = "fardplan.web.shell.errors.missing"
handler429 = "fardplan.web.sign_in.urls.limited"
handler500 = "fardplan.web.shell.errors.broken"

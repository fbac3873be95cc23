"""The addresses of what is exchanged with other systems."""

from django.urls import path

from fardplan.web.exchange import views_annex, views_export, views_form, views_year

urlpatterns = [
    path("utbyte/", views_year.index, name="exchange-index"),
    path("ar/<int:year>/utbyte/", views_year.year_page, name="exchange-year"),
    path("ar/<int:year>/utbyte/annat-system/", views_year.elsewhere, name="exchange-elsewhere"),
    path("ar/<int:year>/utbyte/har/", views_year.here, name="exchange-here"),
    path("ar/<int:year>/utbyte/export/", views_export.bring, name="exchange-bring"),
    path("utbyte/export/<int:number>/", views_export.look, name="exchange-export"),
    path("utbyte/export/<int:number>/lasanvisning/", views_export.mapping, name="exchange-mapping"),
    path("ar/<int:year>/utbyte/bilaga/", views_annex.page, name="exchange-annex"),
    path("ar/<int:year>/utbyte/bilaga/<slug:kind>/", views_annex.file, name="exchange-annex-file"),
    path("ar/<int:year>/blankett/<slug:step>/<slug:key>/", views_form.page, name="exchange-form"),
    path("ar/<int:year>/blankett/<slug:step>/<slug:key>/hamta/", views_form.fetch, name="exchange-fetch"),
    path("utbyte/blankett/<int:number>/", views_form.look, name="exchange-filled"),
]

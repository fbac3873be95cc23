from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "fardplan.web"
    label = "web"

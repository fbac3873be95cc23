"""The organisations of the city's package, brought into the workspace's table."""

from django.db import transaction

from fardplan.sources.city_models import Organisation
from fardplan.sources.city_package import CityPackage
from fardplan.store.audit import record
from fardplan.store.organisations import Kept, KnownOrganisation, keep_organisations
from fardplan.usecases.actors import Actor


def bring_organisations(city: CityPackage, *, actor: Actor) -> Kept:
    """Let the workspace know the organisations as the city's package has them; units below them stay.

    Where nothing differs, nothing is written and nothing logged.
    """
    with transaction.atomic():
        kept = keep_organisations(_known(item) for item in city.organisations)
        if kept.new or kept.changed:
            record(
                actor.name,
                "bring organisations",
                city.key,
                after={"new": list(kept.new), "changed": list(kept.changed)},
            )
    return kept


def _known(item: Organisation) -> KnownOrganisation:
    return KnownOrganisation(
        item.key,
        item.name,
        item.kind.value,
        item.area,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        successors=item.successors,
        source=item.source,
        packaged=True,
    )

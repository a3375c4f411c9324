"""The engines: one module for each kind of service, imported only when its kind is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avksite.content.service import Service
    from avksite.delivery.engine import Engine, Environment


def engine_of(service: Service, environment: Environment, folder: Path) -> Engine:
    """Return the engine for a service of `site.yaml`; `folder` is where `map` puts its files."""
    match service.engine:
        case "map":
            from avksite.delivery.engines.folder import Folder  # noqa: PLC0415  only what is asked for

            return Folder(folder)
        case "mailman":
            from avksite.delivery.engines.mailman import Mailman  # noqa: PLC0415  as above

            return Mailman(service, environment)
        case "listmonk":
            from avksite.delivery.engines.listmonk import Listmonk  # noqa: PLC0415  as above

            return Listmonk(service, environment)
        case "laposta":
            from avksite.delivery.engines.laposta import Laposta  # noqa: PLC0415  as above

            return Laposta(service, environment)

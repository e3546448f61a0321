"""``/api/v1``: it is what its description says, for whoever asks, and shows no more than the pages do."""

from __future__ import annotations

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.schemas import OpenApiSchema

from reportedly.web.access import TABLE, Rank
from tests.web.desks import ADDRESS, PASSWORD, PEOPLE, Visitor

V1 = "/api/v1"


def named(client: Visitor, words: str) -> str:
    """The id of the report with these words in its title."""
    hits = client.get(f"{V1}/reports").json()["hits"]
    return str(next(one["report"] for one in hits if words in (one["title"] or "")))


def bearer(office: FastAPI, role: Rank) -> dict[str, str]:
    """What a program of a person of this role sends along."""
    new = Visitor(office).post(f"{V1}/session", json={"name": PEOPLE[role], "password": PASSWORD})
    assert new.status_code == 201, new.text
    return {"Authorization": f"Bearer {new.json()['token']}"}


@pytest.fixture
def api(office: FastAPI) -> OpenApiSchema:
    described = Visitor(office).get(f"{V1}/openapi.json", headers=bearer(office, "keeper")).json()
    schema: OpenApiSchema = schemathesis.openapi.from_dict(described)
    schema.app = office
    schema.config.update(base_url=ADDRESS)
    return schema


ROUTES = sorted((method, path) for method, path in TABLE if path.startswith(V1) and not path.endswith(".json"))
tried = settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_the_api_answers_as_it_is_described(
    office: FastAPI, api: OpenApiSchema, method: str, path: str, mode: GenerationMode
) -> None:
    """Whatever is sent: no failure, a status and a shape that are described, and nothing for whoever has no session."""
    there = named(Visitor(office).log_in("keeper"), "Wells")
    session = bearer(office, "keeper")

    @tried
    @given(api[path][method].as_strategy(generation_mode=mode), st.booleans())
    def holds(case: schemathesis.Case, real: bool) -> None:
        if real and mode is GenerationMode.POSITIVE:
            for name, value in (("id", there), ("claim", "c1"), ("source", "s2")):
                if name in case.path_parameters:
                    case.path_parameters[name] = value
        case.call_and_validate(headers=session)

    holds()

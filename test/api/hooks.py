"""A check of ours for schemathesis: who is not signed in gets nothing but the document."""

import os

import schemathesis


@schemathesis.check
def nothing_without_signing_in(ctx, response, case):
    if os.environ["STELLWERK_ASKER"] != "nobody" or case.operation.path == "/api/openapi.json":
        return
    # A request that is no HTTP is refused before anybody is asked who is there.
    assert response.status_code in (400, 401, 404, 405, 413, 431, 501), f"{response.status_code} for nobody"

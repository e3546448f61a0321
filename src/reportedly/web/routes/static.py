"""Styles, scripts and pictures of the desk: those that came with the program, and no other file."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import FileResponse

from reportedly.web.pages import assets

router = APIRouter()

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""Kinds of files that are served; licences and lists lie beside them and are not."""


@router.get("/static/{path:path}", include_in_schema=False)
def static(request: Request, path: str) -> FileResponse:
    """A file, to be kept by the browser as long as its address stays."""
    file, digest = assets().get(path, (None, ""))
    if file is None or file.suffix not in TYPES:
        raise HTTPException(404)
    exact = request.query_params.get("v") == digest
    kept = "public, max-age=31536000, immutable" if exact else "no-cache"
    return FileResponse(file, media_type=TYPES[file.suffix], headers={"Cache-Control": kept})

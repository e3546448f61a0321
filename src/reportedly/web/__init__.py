"""The review desk: pages and an API over a ledger, served to a browser on this computer.

FastAPI and Jinja2 pages; every action is a plain form. What is decided, searched and counted is the ledger's doing
(reportedly.ledger); here it is only asked for and shown. ``app.make_app`` makes the desk, ``access`` says who may do
what, ``security`` what a browser may do.
"""

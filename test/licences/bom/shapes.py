# Holds groups of SPDX documents (a JSON array of arrays on standard input) against the SHACL shapes of the SPDX model, and writes what it
# found of each group as a JSON array of texts. A group is one graph: reading the model anew for each document would take a second each. Nothing is fetched: the context is handed in as a file.
import json
import sys

from pyshacl import validate
from rdflib import Graph

model_file, context_file = sys.argv[1:]
model = Graph().parse(model_file, format="json-ld")
with open(context_file, encoding="utf-8") as file:
    context = json.load(file)["@context"]

found = []
for documents in json.load(sys.stdin):
    graph = Graph()
    for document in documents:
        graph.parse(data=json.dumps({**document, "@context": context}), format="json-ld")
    conforms, _, text = validate(graph, shacl_graph=model, ont_graph=model, inference="none")
    found.append("" if conforms else text)
json.dump(found, sys.stdout)

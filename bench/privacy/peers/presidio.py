# Looks at texts with presidio-analyzer. Started by bench/privacy/peers.ts with the path of a JSON file
# {"model": folder or null, "german": folder, "isGerman": bool, "jobs": [{"name", "texts": [...]}]}; writes {"seconds", "cpuSeconds", "spans"} by job.
# Places are code points.
import inspect
import json
import sys
import time

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpEngineProvider
from presidio_analyzer import predefined_recognizers as predefined

import spacy
import tldextract

# The list of top-level domains that came with the package: nothing is fetched, and nobody waits for it.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())


def blank(language, folder):
    """A pipeline that only divides a text into words, for rule recognisers alone."""
    spacy.blank(language).to_disk(folder)
    return folder


def engine_of(language, model):
    configuration = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": language, "model_name": model}],
        "ner_model_configuration": {
            # As in conf/default.yaml of the package.
            "model_to_presidio_entity_mapping": {
                "PER": "PERSON",
                "PERSON": "PERSON",
                "NORP": "NRP",
                "FAC": "LOCATION",
                "LOC": "LOCATION",
                "GPE": "LOCATION",
                "LOCATION": "LOCATION",
                "ORG": "ORGANIZATION",
                "ORGANIZATION": "ORGANIZATION",
                "DATE": "DATE_TIME",
                "TIME": "DATE_TIME",
            },
            "low_confidence_score_multiplier": 0.4,
            "low_score_entity_names": [],
            "labels_to_ignore": [
                "ORGANIZATION",
                "CARDINAL",
                "EVENT",
                "LANGUAGE",
                "LAW",
                "MONEY",
                "ORDINAL",
                "PERCENT",
                "PRODUCT",
                "QUANTITY",
                "WORK_OF_ART",
            ],
        },
    }
    return NlpEngineProvider(nlp_configuration=configuration).create_engine()


def as_it_comes(model, folder):
    """English, with every recogniser that is on by default."""
    return AnalyzerEngine(nlp_engine=engine_of("en", model or blank("en", folder)), supported_languages=["en"]), "en"


def german(folder):
    """Every recogniser for Germany and every one without a country, switched on by hand; there is no German model to be had."""
    registry = RecognizerRegistry(supported_languages=["de"])
    classes = inspect.getmembers(predefined.generic, inspect.isclass) + [("DateRecognizer", predefined.DateRecognizer)]
    classes += [each for each in inspect.getmembers(predefined, inspect.isclass) if each[0].startswith("De")]
    for _, recogniser in classes:
        if issubclass(recogniser, EntityRecognizer):
            registry.add_recognizer(recogniser(supported_language="de"))
    engine = engine_of("de", blank("de", folder))
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["de"]), "de"


with open(sys.argv[1], encoding="utf-8") as file:
    asked = json.load(file)
analyzer, language = german(asked["folder"]) if asked["isGerman"] else as_it_comes(asked["model"], asked["folder"])
results = {}
for job in asked["jobs"]:
    started, started_cpu = time.perf_counter(), time.process_time()
    found = [analyzer.analyze(text=text, language=language) for text in job["texts"]]
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - started_cpu
    spans = [[[each.start, each.end, each.entity_type] for each in of] for of in found]
    results[job["name"]] = {"seconds": seconds, "cpuSeconds": cpu_seconds, "spans": spans}
json.dump(results, sys.stdout)

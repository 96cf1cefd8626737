#!/usr/bin/env python3
"""A notification agent of somebody else, which needs nothing but a topic.

Usage: sample-agent.py BOOTSTRAP TOPIC SCHEMAS

BOOTSTRAP is host:port of a broker, TOPIC is notifications.push, notifications.email,
notifications.webhook or their .batch twin, SCHEMAS is the folder
schemas/src/main/resources/released/io.fanfare.schemas.notifications.Notification.
It prints one line of JSON for each message. Debian has what it needs: python3-kafka,
python3-avro and python3-lz4.
"""
import io
import json
import os
import re
import sys

import avro.io
import avro.schema
from kafka import KafkaConsumer

MARKER = b"\xc3\x01"  # Avro's single-object encoding: marker, fingerprint of the schema, body
EMPTY = 0xC15D213AA4D7A795


def fingerprint(schema):
    """CRC-64-AVRO of a schema in its canonical form, as the records have it."""
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (EMPTY & -(byte & 1))
        table.append(byte)
    # The library keeps {"type":"string"} where the specification has "string".
    canonical = re.sub(r'\{"type":("[a-z]+")\}', r"\1", schema.canonical_form)
    result = EMPTY
    for byte in canonical.encode("utf-8"):
        result = (result >> 8) ^ table[(result ^ byte) & 0xFF]
    return result.to_bytes(8, "little")


def released(folder):
    """Each released version of the contract, by its fingerprint."""
    schemas = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            schema = avro.schema.parse(file.read())
        schemas[fingerprint(schema)] = schema
    return schemas


def decode(value, schemas):
    schema = schemas.get(value[2:10]) if value[:2] == MARKER else None
    if schema is None:
        return None
    return avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(io.BytesIO(value[10:])))


def main(bootstrap, topic, folder):
    schemas = released(folder)
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id="sample-agent",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    for record in consumer:
        message = decode(record.value, schemas)
        if message is None:
            print("unreadable: %s %d" % (topic, record.offset), file=sys.stderr)
            continue
        told = [one["activity"] for one in message["activities"]]
        print(json.dumps({"id": message["id"], "to": message["recipient_id"], "about": told}), flush=True)
        consumer.commit()  # after the message is out: a crash in between tells it again under its id


if __name__ == "__main__":
    main(*sys.argv[1:])

package io.fanfare.ops.audit.stats;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.StatKind;

/** Cells of one kind, as they are stored. */
record Counted(StatsSubject subject, long id, StatKind kind) {}

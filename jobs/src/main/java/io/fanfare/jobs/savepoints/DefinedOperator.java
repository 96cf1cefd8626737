package io.fanfare.jobs.savepoints;

import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An operator of a job.
 *
 * @param uid by which savepoints find it
 * @param keyGroups the number of parts that its state is cut into
 * @param key null if it has no keys
 * @param keyed its keyed states, by name
 * @param lists its other states, by name; null for a source or sink of Flink, which reads its own
 *     earlier formats
 */
record DefinedOperator(
    String uid,
    int keyGroups,
    @Nullable TypeSerializer<?> key,
    Map<String, DefinedState> keyed,
    @Nullable Map<String, DefinedState> lists) {}

package io.fanfare.jobs.savepoints;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * An operator of a savepoint that has state.
 *
 * @param id the hash of its uid
 * @param keyGroups the number of parts that its state is cut into
 * @param key null if it has no keyed state
 * @param keyed its keyed states
 * @param lists its other states
 * @param positions the next offset of each partition that it reads, by topic; empty if it is no
 *     source
 */
record SavedOperator(
    OperatorID id,
    int keyGroups,
    @Nullable TypeSerializerSnapshot<?> key,
    List<StateMetaInfoSnapshot> keyed,
    List<StateMetaInfoSnapshot> lists,
    Map<String, Map<Integer, Long>> positions) {}

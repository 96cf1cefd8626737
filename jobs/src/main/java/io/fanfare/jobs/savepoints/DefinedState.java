package io.fanfare.jobs.savepoints;

import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * A state that an operator registers when it starts.
 *
 * @param kind as savepoints name it: the type of a keyed state, or how a list is distributed
 */
record DefinedState(String name, String kind, TypeSerializer<?> serializer) {}

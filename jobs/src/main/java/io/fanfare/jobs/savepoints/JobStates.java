package io.fanfare.jobs.savepoints;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle.Mode;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamElementSerializer;

/**
 * The operators of a job with their state.
 *
 * @param operators by the hash of their uid
 */
record JobStates(Map<OperatorID, DefinedOperator> operators) {

  /** Of {@link org.apache.flink.streaming.api.operators.async.AsyncWaitOperator}. */
  private static final String ASYNC_QUEUE = "_async_wait_operator_state_";

  static JobStates of(StreamGraph graph) {
    Map<Integer, byte[]> hashes =
        new StreamGraphHasherV2().traverseStreamGraphAndGenerateHashes(graph);
    Map<OperatorID, Integer> keyGroups = keyGroups(graph);
    Map<OperatorID, DefinedOperator> operators = new LinkedHashMap<>();
    for (StreamNode node : graph.getStreamNodes()) {
      OperatorID id = new OperatorID(Objects.requireNonNull(hashes.get(node.getId())));
      operators.put(id, operator(node, Objects.requireNonNull(keyGroups.get(id))));
    }
    return new JobStates(operators);
  }

  private static DefinedOperator operator(StreamNode node, int keyGroups) {
    StreamOperatorFactory<?> factory = node.getOperatorFactory();
    StateRecorder states = new StateRecorder();
    boolean isKnown = true;
    if (factory instanceof AsyncWaitOperatorFactory) {
      states.list(
          ASYNC_QUEUE,
          Mode.SPLIT_DISTRIBUTE,
          new StreamElementSerializer<>(node.getTypeSerializersIn()[0]));
    } else if (factory instanceof SimpleOperatorFactory<?> simple) {
      states.start(
          (AbstractStreamOperator<?>) simple.getOperator(), node.getStateKeySerializer() != null);
    } else {
      isKnown = false;
    }
    return new DefinedOperator(
        node.getTransformationUID(),
        keyGroups,
        node.getStateKeySerializer(),
        states.keyed(),
        isKnown ? states.lists() : null);
  }

  private static Map<OperatorID, Integer> keyGroups(StreamGraph graph) {
    Map<OperatorID, Integer> groups = new HashMap<>();
    for (JobVertex vertex : graph.getJobGraph().getVertices()) {
      vertex
          .getOperatorIDs()
          .forEach(pair -> groups.put(pair.getGeneratedOperatorID(), vertex.getMaxParallelism()));
    }
    return groups;
  }
}

package io.fanfare.jobs.savepoints;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.AbstractIncrementalStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Reads what a savepoint or checkpoint holds of its operators: of each, the head of one keyed and
 * of one other state file. How large the state is makes no difference.
 */
final class SavedOperators {

  /** Of {@link org.apache.flink.streaming.api.operators.SourceOperator}. */
  private static final String SPLITS = "SourceReaderState";

  private final ClassLoader classes = Thread.currentThread().getContextClassLoader();

  private SavedOperators() {}

  /**
   * The operators with state.
   *
   * @throws IOException if a file cannot be read, or the jar lacks the class of a serializer
   */
  static List<SavedOperator> of(StreamStateHandle metadata, String location) throws IOException {
    SavedOperators reader = new SavedOperators();
    List<SavedOperator> operators = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(metadata.openInputStream())) {
      for (OperatorState operator :
          Checkpoints.loadCheckpointMetadata(in, reader.classes, location).getOperatorStates()) {
        if (hasState(operator)) {
          operators.add(reader.read(operator));
        }
      }
    }
    return operators;
  }

  /** As Flink decides whether it may leave an operator out. */
  private static boolean hasState(OperatorState operator) {
    return operator.getCoordinatorState() != null
        || operator.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
  }

  private SavedOperator read(OperatorState operator) throws IOException {
    TypeSerializerSnapshot<?> key = null;
    List<StateMetaInfoSnapshot> keyed = List.of();
    List<StateMetaInfoSnapshot> lists = List.of();
    Map<String, Map<Integer, Long>> positions = new TreeMap<>();
    for (OperatorSubtaskState subtask : operator.getStates()) {
      for (KeyedStateHandle state : subtask.getManagedKeyedState()) {
        if (key == null) {
          KeyedBackendSerializationProxy<?> head = keyedHead(state);
          key = head.getKeySerializerSnapshot();
          keyed = head.getStateMetaInfoSnapshots();
        }
      }
      for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
        if (lists.isEmpty()) {
          lists = listsHead(state);
        }
        addPositions(state, positions);
      }
    }
    return new SavedOperator(
        operator.getOperatorID(), operator.getMaxParallelism(), key, keyed, lists, positions);
  }

  private KeyedBackendSerializationProxy<?> keyedHead(KeyedStateHandle state) throws IOException {
    StreamStateHandle file;
    if (state instanceof AbstractIncrementalStateHandle incremental) {
      file = incremental.getMetaDataStateHandle();
    } else if (state instanceof KeyGroupsStateHandle keyGroups) {
      file = keyGroups.getDelegateStateHandle();
    } else {
      throw new IOException(
          "Keyed state of the kind " + state.getClass().getSimpleName() + " is not known here.");
    }
    KeyedBackendSerializationProxy<?> head = new KeyedBackendSerializationProxy<>(classes);
    try (FSDataInputStream in = file.openInputStream()) {
      head.read(new DataInputViewStreamWrapper(in));
    }
    return head;
  }

  private List<StateMetaInfoSnapshot> listsHead(OperatorStateHandle state) throws IOException {
    OperatorBackendSerializationProxy head = new OperatorBackendSerializationProxy(classes);
    try (FSDataInputStream in = state.openInputStream()) {
      head.read(new DataInputViewStreamWrapper(in));
    }
    return head.getOperatorStateMetaInfoSnapshots();
  }

  /** Compressed or foreign splits leave the position unknown, and Flink's source may know them. */
  private static void addPositions(
      OperatorStateHandle state, Map<String, Map<Integer, Long>> positions) throws IOException {
    OperatorStateHandle.StateMetaInfo splits = state.getStateNameToPartitionOffsets().get(SPLITS);
    if (splits == null) {
      return;
    }
    try (FSDataInputStream in = state.openInputStream()) {
      for (long offset : splits.getOffsets()) {
        in.seek(offset);
        KafkaPartitionSplit split =
            SimpleVersionedSerialization.readVersionAndDeSerialize(
                new KafkaPartitionSplitSerializer(),
                BytePrimitiveArraySerializer.INSTANCE.deserialize(
                    new DataInputViewStreamWrapper(in)));
        positions
            .computeIfAbsent(split.getTopic(), topic -> new TreeMap<>())
            .put(split.getPartition(), split.getStartingOffset());
      }
    } catch (IOException | FlinkRuntimeException e) {
      positions.clear();
    }
  }
}

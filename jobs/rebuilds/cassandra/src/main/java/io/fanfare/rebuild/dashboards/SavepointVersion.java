package io.fanfare.rebuild.dashboards;

import io.fanfare.jobs.fanout.FanOutUids;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle.StateMetaInfo;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.runtime.SavepointLoader;

/**
 * The version of a savepoint of the fan-out job: that of the last record of `models` whose effects
 * its state has. Entries are written with it, so they lose against every later change, and win over
 * what the state has overtaken.
 */
final class SavepointVersion {

  /** As Flink's operator of sources names it. */
  private static final String SPLITS = "SourceReaderState";

  private SavepointVersion() {}

  /**
   * @param savepoint its directory, as a URI or a path
   * @throws IOException if the savepoint cannot be read
   * @throws IllegalStateException if it is not one of the fan-out job
   */
  static long of(String savepoint) throws IOException {
    CheckpointMetadata metadata = SavepointLoader.loadSavepointMetadata(savepoint);
    OperatorID source = OperatorIdentifier.forUid(FanOutUids.SOURCE).getOperatorId();
    List<KafkaPartitionSplit> splits = new ArrayList<>();
    for (OperatorState operator : metadata.getOperatorStates()) {
      if (operator.getOperatorID().equals(source)) {
        for (OperatorSubtaskState subtask : operator.getStates()) {
          for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
            splits.addAll(splits(handle));
          }
        }
      }
    }
    boolean isOfModels = splits.size() == 1 && splits.get(0).getTopic().equals(Topics.MODELS);
    if (!isOfModels || splits.get(0).getStartingOffset() < 0) {
      throw new IllegalStateException(
          "%s is no savepoint of a fan-out job that has read %s: it has the positions %s."
              .formatted(savepoint, Topics.MODELS, splits));
    }
    return Version.of(splits.get(0).getStartingOffset() - 1);
  }

  private static List<KafkaPartitionSplit> splits(OperatorStateHandle handle) throws IOException {
    List<KafkaPartitionSplit> splits = new ArrayList<>();
    StateMetaInfo info = handle.getStateNameToPartitionOffsets().get(SPLITS);
    if (info == null) {
      return splits;
    }
    try (FSDataInputStream in = handle.openInputStream()) {
      for (long offset : info.getOffsets()) {
        in.seek(offset);
        byte[] split =
            BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in));
        splits.add(
            SimpleVersionedSerialization.readVersionAndDeSerialize(
                new KafkaPartitionSplitSerializer(), split));
      }
    }
    return splits;
  }
}

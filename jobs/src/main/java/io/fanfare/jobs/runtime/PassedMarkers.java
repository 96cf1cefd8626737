package io.fanfare.jobs.runtime;

import io.fanfare.connectors.kafka.TopicSink;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.settings.KafkaAccess;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** The markers that a job's view has passed, on their way to the topic `progress`. */
public final class PassedMarkers {

  public static final OutputTag<Passed> TAG =
      new OutputTag<>("passed", new AvroTypeInfo<>(Passed.class));

  private PassedMarkers() {}

  /** Writes them to the topic of progress. */
  public static Sink<Passed> sink(KafkaAccess kafka) {
    return TopicSink.of(Topics.PROGRESS, kafka, Passed.class, PassedMarkers::key);
  }

  /**
   * The part of a marker that one subtask passes: as many parts as the operator has subtasks.
   *
   * @param operator its name within the view
   */
  public static Passed of(String view, HeldMarker marker, String operator, TaskInfo task) {
    return new Passed(
        view,
        marker.getId(),
        operator + "/" + task.getIndexOfThisSubtask(),
        task.getNumberOfParallelSubtasks());
  }

  private static String key(Passed passed) {
    return passed.getView() + "/" + passed.getMarkerId();
  }
}

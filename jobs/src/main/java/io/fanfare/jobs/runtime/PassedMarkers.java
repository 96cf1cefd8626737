package io.fanfare.jobs.runtime;

import io.fanfare.connectors.kafka.TopicSink;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.Passed;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** The markers that a job's view has passed, on their way to the topic `progress`. */
public final class PassedMarkers {

  public static final OutputTag<Passed> TAG =
      new OutputTag<>("passed", new AvroTypeInfo<>(Passed.class));

  private PassedMarkers() {}

  /**
   * @param bootstrap `host:port` of brokers, separated by commas
   */
  public static Sink<Passed> sink(String bootstrap) {
    return TopicSink.of(Topics.PROGRESS, bootstrap, Passed.class, PassedMarkers::key);
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

package io.fanfare.jobs.runtime;

import io.fanfare.schemas.progress.Passed;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** Where jobs say which markers their view has passed. */
public final class PassedMarkers {

  public static final OutputTag<Passed> TAG =
      new OutputTag<>("passed", new AvroTypeInfo<>(Passed.class));

  private PassedMarkers() {}

  public static String key(Passed passed) {
    return passed.getView() + "/" + passed.getMarkerId();
  }
}

package io.fanfare.ops.exporter;

import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.doctor.Doctor;
import io.fanfare.ops.doctor.Doctor.Diagnosis;
import io.fanfare.ops.doctor.Finding;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many problems `fanfare doctor` finds at each server. */
final class HealthProbe implements Probe {

  private final Doctor doctor;
  private final Series problems;

  HealthProbe(PipelineAccess pipeline, MeterRegistry registry) {
    doctor = new Doctor(pipeline);
    problems = new Series("fanfare.problems", "server", registry);
  }

  @Override
  public String name() {
    return "health";
  }

  @Override
  public void run(Runnable succeeded) throws InterruptedException {
    List<Diagnosis> diagnoses = new ArrayList<>();
    try {
      doctor.examine(diagnoses::add);
      succeeded.run();
    } finally {
      problems.set(
          diagnoses,
          HealthProbe::kind,
          diagnosis -> (double) diagnosis.findings().stream().filter(Finding::isProblem).count());
    }
  }

  /** The server without its address. */
  private static String kind(Diagnosis diagnosis) {
    return diagnosis.server().split(" ", 2)[0].toLowerCase(Locale.ROOT);
  }
}

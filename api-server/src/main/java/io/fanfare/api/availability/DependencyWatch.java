package io.fanfare.api.availability;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all dependencies again and again, and logs when one goes or comes back. */
public final class DependencyWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DependencyWatch.class);
  private static final long PERIOD_MILLIS = 500;

  private final List<Dependency> dependencies;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "dependency-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Set<String> missing = Set.of();

  public DependencyWatch(List<Dependency> dependencies) {
    this.dependencies = List.copyOf(dependencies);
    this.missing = names(this.dependencies);
  }

  public void start() {
    LOG.info("Waiting for {}.", String.join(", ", missing));
    var unused = timer.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The names of the dependencies that did not answer when last asked; all of them at first. */
  public Set<String> missing() {
    return missing;
  }

  private void ask() {
    Set<String> now =
        names(dependencies.stream().filter(dependency -> !dependency.answers()).toList());
    Set<String> before = missing;
    missing = now;
    now.stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> LOG.warn("{} does not answer any more.", name));
    before.stream()
        .filter(name -> !now.contains(name))
        .forEach(name -> LOG.info("{} answers.", name));
  }

  private static Set<String> names(List<Dependency> dependencies) {
    Set<String> names = new LinkedHashSet<>();
    dependencies.forEach(dependency -> names.add(dependency.name()));
    return names;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

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

  private final List<Dependency> needed;
  private final List<Dependency> besides;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "dependency-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Missing missing;

  /**
   * The names of the dependencies that did not answer when last asked; all of them at first.
   *
   * @param needed without which the server is of no use
   * @param besides without which it still answers most questions
   */
  public record Missing(Set<String> needed, Set<String> besides) {

    public static final Missing NOTHING = new Missing(Set.of(), Set.of());

    private Set<String> all() {
      Set<String> all = new LinkedHashSet<>(needed);
      all.addAll(besides);
      return all;
    }
  }

  /**
   * @param needed without which the server is of no use
   * @param besides without which it still answers most questions
   */
  public DependencyWatch(List<Dependency> needed, List<Dependency> besides) {
    this.needed = List.copyOf(needed);
    this.besides = List.copyOf(besides);
    this.missing = new Missing(names(needed), names(besides));
  }

  public void start() {
    LOG.info("Waiting for {}.", String.join(", ", missing.all()));
    var unused = timer.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  public Missing missing() {
    return missing;
  }

  private void ask() {
    Missing asked = new Missing(silent(needed), silent(besides));
    Set<String> now = asked.all();
    Set<String> before = missing.all();
    missing = asked;
    now.stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> LOG.warn("{} does not answer any more.", name));
    before.stream()
        .filter(name -> !now.contains(name))
        .forEach(name -> LOG.info("{} answers.", name));
  }

  private static Set<String> silent(List<Dependency> dependencies) {
    return names(dependencies.stream().filter(dependency -> !dependency.answers()).toList());
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

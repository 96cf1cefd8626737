package io.fanfare.api.availability;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks all dependencies twice a second, and logs when one stops or starts to answer. */
public final class DependencyWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DependencyWatch.class);
  private static final long PERIOD_MILLIS = 500;

  private final List<Dependency> required;
  private final List<Dependency> optional;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "dependency-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Missing missing;

  /**
   * The names of the dependencies that did not answer the last check; before the first check, of
   * all.
   *
   * @param required those that every answer needs
   * @param optional those that only some answers need
   */
  public record Missing(Set<String> required, Set<String> optional) {

    public static final Missing NOTHING = new Missing(Set.of(), Set.of());

    private Set<String> all() {
      Set<String> all = new LinkedHashSet<>(required);
      all.addAll(optional);
      return all;
    }
  }

  /**
   * @param required those that every answer needs
   * @param optional those that only some answers need
   */
  public DependencyWatch(List<Dependency> required, List<Dependency> optional) {
    this.required = List.copyOf(required);
    this.optional = List.copyOf(optional);
    this.missing = new Missing(names(required), names(optional));
  }

  public void start() {
    LOG.info("Waiting for {}.", String.join(", ", missing.all()));
    var unused = timer.scheduleWithFixedDelay(this::check, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The names of all dependencies. */
  public Set<String> names() {
    Set<String> all = names(required);
    all.addAll(names(optional));
    return all;
  }

  /** Whether a dependency answered the last check. */
  public boolean answers(String name) {
    return !missing.all().contains(name);
  }

  public Missing missing() {
    return missing;
  }

  private void check() {
    Missing found = new Missing(notAnswering(required), notAnswering(optional));
    Set<String> now = found.all();
    Set<String> before = missing.all();
    missing = found;
    now.stream()
        .filter(name -> !before.contains(name))
        .forEach(name -> LOG.warn("{} stopped answering.", name));
    before.stream()
        .filter(name -> !now.contains(name))
        .forEach(name -> LOG.info("{} answers.", name));
  }

  private static Set<String> notAnswering(List<Dependency> dependencies) {
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

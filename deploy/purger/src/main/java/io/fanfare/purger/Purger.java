package io.fanfare.purger;

import io.fanfare.schemas.admin.AdminPort;
import io.fanfare.schemas.edge.CatchUp;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back what every Varnish keeps, when a row has changed, and proves to them that changes
 * arrive. Several processes may run: a purge that comes twice does no harm.
 */
public final class Purger {

  private static final Logger LOG = LoggerFactory.getLogger(Purger.class);

  private Purger() {}

  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(PurgerConfig.USAGE);
      return;
    }
    try {
      run(Settings.of(arguments, System.getenv()).build(PurgerConfig::of));
    } catch (SettingsException e) {
      exit(String.join(System.lineSeparator(), e.problems()));
    } catch (IOException e) {
      exit("The purger cannot start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void exit(String problem) {
    System.err.println(problem);
    System.exit(1);
  }

  /**
   * Runs until the process gets a signal to end. What is not acknowledged then needs no time: the
   * next one begins with a purge of everything, and until then no Varnish relies on purges.
   */
  private static void run(PurgerConfig config) throws IOException, InterruptedException {
    PurgerMetrics metrics = new PurgerMetrics(config.varnishes());
    Liveness liveness = new Liveness(config.varnishes(), config.oldestBeat(), System::nanoTime);
    List<Varnish> varnishes =
        config.varnishes().stream()
            .map(address -> new Varnish(address, metrics, liveness))
            .toList();
    Purges purges =
        new Purges(
            varnishes.stream().map(Varnish::pending).toList(),
            config.repeatAfter(),
            metrics::allPurged,
            System::nanoTime);
    CatchUp catchUp = new CatchUp(System::nanoTime);
    ModelsReader reader = new ModelsReader(config.kafka(), purges, liveness, catchUp, metrics);
    Runtime.getRuntime().addShutdownHook(new Thread(reader::stop, "stop"));
    LOG.info("Purging: {}", config);
    try (metrics;
        AdminPort admin =
            new AdminPort(
                config.host(),
                config.adminPort(),
                metrics::scrape,
                () -> liveness.isAlive() && !catchUp.isGoingOn(),
                varnish -> liveness.isAlive(varnish) && !catchUp.isGoingOn())) {
      reader.run();
    } finally {
      varnishes.forEach(Varnish::close);
    }
  }
}

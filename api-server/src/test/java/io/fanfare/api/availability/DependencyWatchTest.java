package io.fanfare.api.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.api.availability.DependencyWatch.Missing;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependencyWatchTest {

  @Test
  void distinguishesRequiredAndOptionalDependencies() {
    Switch store = new Switch("Store");
    Switch index = new Switch("Index");
    try (DependencyWatch watch = new DependencyWatch(List.of(store), List.of(index))) {
      assertThat(watch.missing()).isEqualTo(new Missing(Set.of("Store"), Set.of("Index")));

      store.on = true;
      watch.start();
      await().until(() -> watch.missing().equals(new Missing(Set.of(), Set.of("Index"))));
      index.on = true;
      await().until(() -> watch.missing().equals(Missing.NOTHING));
      store.on = false;
      await().until(() -> watch.missing().equals(new Missing(Set.of("Store"), Set.of())));
    }
  }

  private static final class Switch implements Dependency {
    private final String name;
    private volatile boolean on;

    Switch(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean answers() {
      return on;
    }
  }
}

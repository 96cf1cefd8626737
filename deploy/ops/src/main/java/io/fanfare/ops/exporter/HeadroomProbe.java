package io.fanfare.ops.exporter;

import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.headroom.BinlogHeadroom;
import io.fanfare.ops.headroom.BinlogHeadroom.Left;
import io.fanfare.ops.headroom.ElasticsearchDisks;
import io.fanfare.ops.headroom.Headroom;
import io.fanfare.ops.headroom.Headroom.Kind;
import io.fanfare.ops.headroom.KafkaDisks;
import io.fanfare.ops.search.Elasticsearch;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is left of the binlog and of disks: of each kind the least. */
final class HeadroomProbe implements Probe {

  private final List<Look> looks = new ArrayList<>();
  private final Series ratio;

  /** One server's answer. */
  private interface Look {
    List<Headroom> read() throws Exception;
  }

  HeadroomProbe(PipelineAccess pipeline, MeterRegistry registry) {
    ratio = new Series("fanfare.headroom.ratio", "what", registry);
    BinlogHeadroom binlog = new BinlogHeadroom(pipeline);
    looks.add(() -> binlog.read().map(Left::headroom).stream().toList());
    looks.add(() -> KafkaDisks.read(pipeline.kafka()).orElse(List.of()));
    if (pipeline.searches()) {
      looks.add(
          () -> {
            try (Elasticsearch elasticsearch = new Elasticsearch(pipeline.requireSearch())) {
              return ElasticsearchDisks.read(elasticsearch);
            }
          });
    }
  }

  @Override
  public String name() {
    return "headroom";
  }

  /** A server that does not answer takes no other's value with it. */
  @Override
  public void run(Runnable succeeded) throws Exception {
    Map<Kind, Double> least = new EnumMap<>(Kind.class);
    Exception failed = null;
    for (Look look : looks) {
      try {
        look.read().forEach(left -> least.merge(left.kind(), left.ratio(), Math::min));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failed = first(failed, e);
      }
    }
    ratio.set(least.entrySet(), left -> left.getKey().label(), Map.Entry::getValue);
    if (failed != null) {
      throw failed;
    }
    succeeded.run();
  }

  private static Exception first(@Nullable Exception before, Exception now) {
    if (before == null) {
      return now;
    }
    before.addSuppressed(now);
    return before;
  }
}

package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.dashboard.EntryOperation;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One thing that happens in a history. */
sealed interface Step {

  void happenIn(Source source);

  /** A row is there from now on, or has other values: INSERT or UPDATE. */
  record Put(SpecificRecord row) implements Step {
    @Override
    public void happenIn(Source source) {
      source.put(row);
    }

    @Override
    public String toString() {
      return "put " + text(row);
    }
  }

  /** DELETE. */
  record Destroy(SourceTables.Key key) implements Step {
    @Override
    public void happenIn(Source source) {
      source.destroy(key);
    }

    @Override
    public String toString() {
      return "destroy " + key;
    }
  }

  /** Many followers come or go at once, all of them of one shard. */
  record Crowd(boolean comes) implements Step {
    @Override
    public void happenIn(Source source) {
      Graph.CROWD.forEach(follower -> source.follow(follower, Graph.CROWDED, comes));
    }
  }

  /** The binlog loses what happens. */
  record Lost(Step step) implements Step {
    @Override
    public void happenIn(Source source) {
      source.loses(step);
    }

    @Override
    public String toString() {
      return "lost: " + step;
    }
  }

  /**
   * Somebody begins to say a row again.
   *
   * @param withLastKnown whether they know what the log said last of it
   */
  record Refresh(SourceTables.Key key, boolean withLastKnown) implements Step {
    @Override
    public void happenIn(Source source) {
      source.refresh(key, withLastKnown);
    }

    @Override
    public String toString() {
      return "refresh " + key + (withLastKnown ? ", as the log knew it" : "");
    }
  }

  /** The broker's clock moves on; or back, if negative. */
  record Wait(long micros) implements Step {
    @Override
    public void happenIn(Source source) {
      source.waits(micros);
    }
  }

  /** Somebody asks about an entry, right or wrong as it may be. */
  record Look(int which, Entry otherwise) implements Step {
    @Override
    public void happenIn(Source source) {
      source.look(source.entry(which, otherwise));
    }
  }

  /** Somebody writes to the store what no row accounts for, or takes away what is due. */
  record Damage(EntryOperation operation, int which, Entry otherwise) implements Step {
    @Override
    public void happenIn(Source source) {
      source.damage(operation, source.entry(which, otherwise));
    }
  }

  /** A row as one reads it: what is null is left out. */
  static String text(@Nullable Object row) {
    if (!(row instanceof SpecificRecord record)) {
      return "nothing";
    }
    List<Schema.Field> fields = record.getSchema().getFields();
    return fields.stream()
        .filter(field -> record.get(field.pos()) != null)
        .map(field -> field.name() + "=" + record.get(field.pos()))
        .collect(Collectors.joining(" ", record.getSchema().getName() + "(", ")"));
  }
}

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

  /** INSERT or UPDATE of a row. */
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

  /** Many followers of one shard come or go at once. */
  record Crowd(boolean comes) implements Step {
    @Override
    public void happenIn(Source source) {
      Graph.CROWD.forEach(follower -> source.follow(follower, Graph.CROWDED, comes));
    }
  }

  /** The binlog loses a step. */
  record Lost(Step step) implements Step {
    @Override
    public void happenIn(Source source) {
      source.lose(step);
    }

    @Override
    public String toString() {
      return "lost: " + step;
    }
  }

  /**
   * A refresh of a row begins.
   *
   * @param withLastKnown whether it knows the log's last record of the row
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

  /** Time passes. */
  record Wait(long micros) implements Step {
    @Override
    public void happenIn(Source source) {
      source.pass(micros);
    }
  }

  /**
   * The clock of the broker, or of the machine that reads, is wrong from now on.
   *
   * @param error µs that it is ahead, or behind if negative
   */
  record WrongClock(boolean isBroker, long error) implements Step {
    @Override
    public void happenIn(Source source) {
      source.setClock(isBroker, error);
    }
  }

  /** All clocks are right from now on. */
  record RightClocks() implements Step {
    @Override
    public void happenIn(Source source) {
      source.setClocksRight();
    }
  }

  /** A request to resolve an entry, right or wrong. */
  record Resolve(int which, Entry otherwise) implements Step {
    @Override
    public void happenIn(Source source) {
      source.requestResolution(source.entry(which, otherwise));
    }
  }

  /** A write puts an entry without a row into the store, or removes a due one. */
  record Damage(EntryOperation operation, int which, Entry otherwise) implements Step {
    @Override
    public void happenIn(Source source) {
      source.damage(operation, source.entry(which, otherwise));
    }
  }

  /** A row in readable form, without null fields. */
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

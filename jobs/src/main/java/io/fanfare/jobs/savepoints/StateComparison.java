package io.fanfare.jobs.savepoints;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializerSnapshot;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.jspecify.annotations.Nullable;

/** Compares the state of a savepoint with that of a job, as state backends do at a restore. */
final class StateComparison {

  private static final String REMEDY =
      " Start the savepoint with the jar that wrote it, or rebuild the view.";

  private final List<String> problems = new ArrayList<>();

  private StateComparison() {}

  /** One sentence for each problem, with what to do; empty if the job can be restored. */
  static List<String> problems(List<SavedOperator> savepoint, JobStates job) {
    StateComparison comparison = new StateComparison();
    for (SavedOperator saved : savepoint) {
      DefinedOperator defined = job.operators().get(saved.id());
      if (defined == null) {
        comparison.add(
            "The savepoint has state of an operator that the job does not have (its uid has the"
                + " hash %s).",
            saved.id());
      } else {
        comparison.compare(saved, defined);
      }
    }
    return comparison.problems;
  }

  private void compare(SavedOperator saved, DefinedOperator defined) {
    if (saved.keyGroups() != defined.keyGroups()) {
      add(
          "The operator %s has %d key groups in the savepoint, and %d in the job.",
          defined.uid(), saved.keyGroups(), defined.keyGroups());
    }
    if (saved.key() != null) {
      compareKey(saved.key(), defined);
    }
    for (StateMetaInfoSnapshot state : saved.keyed()) {
      // Timers have the serializer of the key.
      if (state.getBackendStateType() == BackendStateType.KEY_VALUE) {
        compare(
            state,
            state.getOption(CommonOptionsKeys.KEYED_STATE_TYPE),
            defined.keyed().get(state.getName()),
            defined.uid());
      }
    }
    Map<String, DefinedState> lists = defined.lists();
    if (lists != null) {
      for (StateMetaInfoSnapshot state : saved.lists()) {
        compare(
            state,
            state.getOption(CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE),
            lists.get(state.getName()),
            defined.uid());
      }
    }
  }

  private void compareKey(TypeSerializerSnapshot<?> saved, DefinedOperator defined) {
    TypeSerializer<?> key = defined.key();
    if (key == null) {
      add(
          "The operator %s has keyed state in the savepoint, and no keys in the job.",
          defined.uid());
    } else if (!isReadable(saved, key, false)) {
      add("The key of the operator %s has another type in the savepoint.", defined.uid());
    }
  }

  private void compare(
      StateMetaInfoSnapshot saved, String kind, @Nullable DefinedState defined, String uid) {
    String name = saved.getName();
    if (defined == null) {
      add(
          "The operator %s has no state %s in the job, so what the savepoint has of it would be"
              + " lost.",
          uid, name);
    } else if (!kind.equals(defined.kind())) {
      add(
          "The state %s of the operator %s is a %s in the savepoint, and a %s in the job.",
          name, uid, kind, defined.kind());
    } else if (!isReadable(
        saved.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER),
        defined.serializer(),
        true)) {
      add(
          "The state %s of the operator %s has a type in the savepoint that the job cannot read.",
          name, uid);
    }
  }

  /** Keys, those of maps included, are looked up by their bytes: these must stay as they are. */
  private static boolean isReadable(
      @Nullable TypeSerializerSnapshot<?> saved, TypeSerializer<?> defined, boolean mayMigrate) {
    if (saved instanceof MapSerializerSnapshot<?, ?> savedMap
        && defined instanceof MapSerializer<?, ?> map
        && !isReadable(savedMap.getKeySerializerSnapshot(), map.getKeySerializer(), false)) {
      return false;
    }
    if (saved == null) {
      return false;
    }
    TypeSerializerSchemaCompatibility<?> compatibility = resolve(saved, defined);
    return !compatibility.isIncompatible()
        && (mayMigrate || !compatibility.isCompatibleAfterMigration());
  }

  /** As a state backend resolves it: the types are only known to be the same afterwards. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static TypeSerializerSchemaCompatibility<?> resolve(
      TypeSerializerSnapshot saved, TypeSerializer defined) {
    return StateSerializerProvider.fromPreviousSerializerSnapshot(saved)
        .registerNewSerializerForRestoredState(defined);
  }

  private void add(String sentence, Object... values) {
    problems.add(sentence.formatted(values) + REMEDY);
  }
}

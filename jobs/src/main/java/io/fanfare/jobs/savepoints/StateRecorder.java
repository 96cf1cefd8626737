package io.fanfare.jobs.savepoints;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.functions.util.FunctionUtils;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.state.OperatorStateHandle.Mode;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.ttl.TtlStateFactory.TtlSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * Records the states that an operator registers when it starts. It calls what registers them,
 * `initializeState`, and `open` of keyed functions, without a task: by then, these connect to
 * nothing.
 */
final class StateRecorder {

  private final ExecutionConfig types = new ExecutionConfig();
  private final Map<String, DefinedState> keyed = new TreeMap<>();
  private final Map<String, DefinedState> lists = new TreeMap<>();

  /** The keyed states by name. */
  Map<String, DefinedState> keyed() {
    return keyed;
  }

  /** The lists by name. */
  Map<String, DefinedState> lists() {
    return lists;
  }

  void start(AbstractStreamOperator<?> operator, boolean isKeyed) {
    try {
      AbstractStreamOperator<?> copy =
          InstantiationUtil.clone(operator, Thread.currentThread().getContextClassLoader());
      Function function =
          copy instanceof AbstractUdfStreamOperator<?, ?> udf ? udf.getUserFunction() : null;
      if (function != null) {
        FunctionUtils.setFunctionRuntimeContext(
            function, answering(RuntimeContext.class, this::ofRuntime));
      }
      copy.initializeState(answering(StateInitializationContext.class, this::ofInitialization));
      if (function != null && isKeyed) {
        FunctionUtils.openFunction(function, DefaultOpenContext.INSTANCE);
      }
    } catch (Exception e) {
      throw new IllegalStateException("The states of " + operator + " cannot be listed", e);
    }
  }

  void list(String name, Mode mode, TypeSerializer<?> elements) {
    lists.put(name, new DefinedState(name, mode.toString(), elements));
  }

  private Object ofRuntime(Object proxy, Method method, Object @Nullable [] arguments) {
    if (arguments != null && arguments[0] instanceof StateDescriptor<?, ?> state) {
      state.initializeSerializerUnlessSet(types);
      keyed.put(
          state.getName(),
          new DefinedState(state.getName(), state.getType().toString(), serializer(state)));
      return answering(method.getReturnType(), StateRecorder::ofState);
    }
    return switch (method.getName()) {
      case "getTaskInfo" -> new TaskInfoImpl("listed", 1, 0, 1, 0);
      case "getGlobalJobParameters" -> Map.of();
      case "getMetricGroup" -> UnregisteredMetricsGroup.createOperatorMetricGroup();
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  private Object ofInitialization(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getOperatorStateStore" -> answering(OperatorStateStore.class, this::ofStore);
      case "isRestored" -> false;
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  private Object ofStore(Object proxy, Method method, Object @Nullable [] arguments) {
    if (arguments != null && arguments[0] instanceof ListStateDescriptor<?> state) {
      state.initializeSerializerUnlessSet(types);
      Mode mode = method.getName().equals("getUnionListState") ? Mode.UNION : Mode.SPLIT_DISTRIBUTE;
      list(state.getName(), mode, state.getElementSerializer());
      return answering(method.getReturnType(), StateRecorder::ofState);
    }
    throw new UnsupportedOperationException(method.toString());
  }

  /** A new list is empty. */
  private static @Nullable Object ofState(
      Object proxy, Method method, Object @Nullable [] arguments) {
    return method.getName().equals("get") ? List.of() : null;
  }

  /** As {@link org.apache.flink.runtime.state.ttl.TtlStateFactory} wraps it. */
  private static TypeSerializer<?> serializer(StateDescriptor<?, ?> state) {
    if (!state.getTtlConfig().isEnabled()) {
      return state.getSerializer();
    }
    if (state.getType() != StateDescriptor.Type.VALUE) {
      throw new UnsupportedOperationException("time to live of " + state);
    }
    return new TtlSerializer<>(LongSerializer.INSTANCE, state.getSerializer());
  }

  private static <T> T answering(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }
}

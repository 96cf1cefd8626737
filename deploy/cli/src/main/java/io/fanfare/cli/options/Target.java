package io.fanfare.cli.options;

import io.fanfare.local.supervisor.LocalJobControl;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.FlinkJobControl;
import io.fanfare.ops.backfill.JobControl;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The pipeline that an operator's command works on: the one of a configuration file, or the local
 * stack.
 */
public final class Target {

  @Mixin private final StackOptions stack = new StackOptions();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties with the addresses and logins of a running pipeline (default: the local stack).")
  private @Nullable Path config;

  /**
   * Returns the pipeline's servers and logins.
   *
   * @throws io.fanfare.ops.OperationException if the configuration is wrong, or the local stack is
   *     not up
   */
  public PipelineAccess access() {
    return config == null
        ? RunningStack.require(stack).access()
        : PipelineAccess.read(requireOnlyConfig(config));
  }

  /**
   * Returns the servers and logins of a pipeline that is no local stack: that starts and stops its
   * jobs by itself.
   *
   * @throws io.fanfare.ops.OperationException as {@link #access} does, and for a local stack
   */
  public PipelineAccess accessOfOthers() {
    if (config == null) {
      throw new OperationException(
          "The local stack starts its jobs by itself: give --config for another pipeline.");
    }
    return access();
  }

  /**
   * Returns the control that starts and stops the jobs of backfills.
   *
   * @throws io.fanfare.ops.OperationException as {@link #access} does
   */
  public JobControl jobs() {
    return config == null ? new LocalJobControl(stack.home()) : new FlinkJobControl(access());
  }

  private Path requireOnlyConfig(Path file) {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    if (command.getParseResult().hasMatchedOption("--home")) {
      throw new ParameterException(
          command, "--config names a pipeline and --home a local stack: give only one of them.");
    }
    return file;
  }
}

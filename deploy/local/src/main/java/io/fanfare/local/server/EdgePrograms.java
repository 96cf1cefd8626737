package io.fanfare.local.server;

import io.fanfare.local.Checkout;
import io.fanfare.local.packages.DebianPackages;
import io.fanfare.local.packages.InstalledProgram;
import io.fanfare.local.process.Launch;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** nginx, HAProxy and Varnish: those of this machine, or Debian's, which are fetched once. */
public final class EdgePrograms {

  private static final String OTHERWISE =
      "Put nginx, haproxy, varnishd and varnishtest with the module xkey on the PATH, or start the"
          + " stack without --edge.";

  private static final String VARNISHTEST = "varnishtest";
  private static final String XKEY = "libvmod_xkey.so";

  /**
   * What the three depend on for an installation only: scripts, users, and what every Linux has.
   */
  private static final String OF_INSTALLATION =
      "libc6|perl.*|libperl.*|dpkg|tar|debconf|adduser|usrmerge|init-system-helpers|lsb-base"
          + "|sysvinit-utils|iproute2|libpam.*|libdb5.*|libgdbm.*|libsepol.*|libsemanage.*";

  /** Varnish compiles its rules. A module of them needs no library of C to be linked. */
  private static final String OF_COMPILER =
      "gcc.*|cpp.*|binutils.*|linux-libc-dev|rpcsvc-proto"
          + "|lib(gcc-.*-dev|c6-dev|c-dev|crypt-dev|nsl|tirpc|gprofng|.*san[0-9]|isl|gmp|mpfr|mpc"
          + "|binutils|ctf|quadmath|gomp|itm|atomic|cc1).*";

  private static final Object FETCHING = new Object();

  private final Checkout checkout;

  public EdgePrograms(Checkout checkout) {
    this.checkout = checkout;
  }

  public Launch nginx(String... arguments) {
    return launch("nginx", arguments);
  }

  public Launch haproxy(String... arguments) {
    return launch("haproxy", arguments);
  }

  public Launch varnishd(String... arguments) {
    return varnish("varnishd", arguments);
  }

  /** The program that runs tests of Varnish's rules. */
  public Launch varnishtest(String... arguments) {
    return varnish(VARNISHTEST, arguments);
  }

  private Launch varnish(String program, String... arguments) {
    boolean isInstalled = installedVarnish().isPresent();
    // varnishtest starts varnishd through a shell.
    String quote = program.equals(VARNISHTEST) ? "'" : "";
    List<String> all =
        new ArrayList<>(List.of("-p", quote + "cc_command=" + compilation() + quote));
    if (!isInstalled) {
      all.addAll(List.of("-p", "vmod_path=" + modules(fetched())));
    }
    all.addAll(List.of(arguments));
    return isInstalled
        ? new Launch(command(InstalledProgram.find(program).orElseThrow(), all))
        : unpacked(program, all);
  }

  private Launch launch(String program, String... arguments) {
    return InstalledProgram.find(program)
        .map(path -> new Launch(command(path, List.of(arguments))))
        .orElseGet(() -> unpacked(program, List.of(arguments)));
  }

  /** Varnish of this machine, if it has all that is needed. */
  private static Optional<Path> installedVarnish() {
    return InstalledProgram.find(VARNISHTEST)
        .flatMap(tests -> InstalledProgram.find("varnishd"))
        .filter(
            program ->
                Stream.of("/usr/lib", "/usr/lib64", "/usr/local/lib")
                    .map(Path::of)
                    .filter(Files::isDirectory)
                    .anyMatch(folder -> contains(folder.toString(), XKEY)));
  }

  private static boolean contains(String folder, String file) {
    try (Stream<Path> files = Files.find(Path.of(folder), 5, (path, is) -> path.endsWith(file))) {
      return files.findAny().isPresent();
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private Launch unpacked(String program, List<String> arguments) {
    Path root = fetched();
    Path path =
        Stream.of("usr/sbin", "usr/bin")
            .map(folder -> root.resolve(folder).resolve(program))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () -> new OperationException(root + " has no " + program + ". " + OTHERWISE));
    String programs = root.resolve("usr/sbin") + ":" + root.resolve("usr/bin");
    return new Launch(
        command(path, arguments),
        Map.of(
            "LD_LIBRARY_PATH",
            libraries(root),
            "PATH",
            programs + ":" + System.getenv().getOrDefault("PATH", "")));
  }

  private static List<String> command(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  /** The shell command by which Varnish compiles; `%s` is the source and `%o` the result. */
  private String compilation() {
    String options = " -ffreestanding -O2 -fpic -shared -nostdlib -Wl,-x -o %o %s";
    for (String compiler : List.of("gcc", "cc", "clang")) {
      if (InstalledProgram.find(compiler).isPresent()) {
        return "exec " + compiler + options;
      }
    }
    Path root = compiler();
    return "PATH=%1$s/usr/bin:$PATH LD_LIBRARY_PATH=%2$s exec %1$s/usr/bin/gcc%3$s"
        .formatted(root, libraries(root), options);
  }

  private Path fetched() {
    return fetch(
        "edge",
        List.of("nginx", "haproxy", "varnish", "varnish-modules"),
        OF_INSTALLATION + "|" + OF_COMPILER);
  }

  private Path compiler() {
    return fetch("compiler", List.of("gcc"), OF_INSTALLATION);
  }

  private Path fetch(String what, List<String> packages, String needless) {
    DebianPackages debian = new DebianPackages(checkout.fetched(what), OTHERWISE);
    synchronized (FETCHING) {
      debian.fetch(List.of(), packages, Pattern.compile(needless));
    }
    return debian.root();
  }

  private static Path modules(Path root) {
    return find(root, path -> path.endsWith(XKEY))
        .findFirst()
        .orElseThrow(() -> new OperationException(root + " has no " + XKEY + ". " + OTHERWISE));
  }

  private static String libraries(Path root) {
    return find(root, path -> path.getFileName().toString().contains(".so"))
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(":"));
  }

  /** The folders with such files. */
  private static Stream<Path> find(Path root, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(wanted).map(Path::getParent).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

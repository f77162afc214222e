package io.github.medsam2.cli.command;
import io.github.medsam2.cli.shell.Console;
@picocli.CommandLine.Command(name = "demo")
final class Demo extends io.github.medsam2.cli.shell.Command {
  @Override protected void work(Console console) {}
}

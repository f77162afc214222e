package io.github.medsam2.cli.command;
import io.github.medsam2.cli.shell.Console;
@picocli.CommandLine.Command(name = "doctor")
final class Doctor extends io.github.medsam2.cli.shell.Command {
  @Override protected void work(Console console) {}
}

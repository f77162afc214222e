package io.github.medsam2.prompt;

/** placeholder */
public record BoxPrompt(double x0, double y0, double x1, double y1) implements Prompt {}

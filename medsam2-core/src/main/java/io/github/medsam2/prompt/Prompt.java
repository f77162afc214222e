package io.github.medsam2.prompt;

/** What a user points at, in pixel coordinates of the image: x to the right, y down. Immutable. */
public sealed interface Prompt permits BoxPrompt {}

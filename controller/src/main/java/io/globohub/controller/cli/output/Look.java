package io.globohub.controller.cli.output;

/**
 * How tables are to look.
 *
 * @param wide shows every column
 * @param headings shows a first line with the columns' titles
 * @param width columns a line may take; {@link Integer#MAX_VALUE} where nothing limits it
 */
public record Look(boolean wide, boolean headings, int width, Paint paint) {}

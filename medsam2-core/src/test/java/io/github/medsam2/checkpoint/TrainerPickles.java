// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

/**
 * {@code data.pkl} as torch 1.13 wrote it, Base64 (1.1 and 0.8 KB): a model beside what trainers
 * keep: a numpy scalar and array, a namespace with a path, a date, a defaultdict, a set, an integer
 * of 71 bits, bytes, a size, a dtype, a complex tensor and a parameter.
 */
public final class TrainerPickles {
  public static final String PROTOCOL_2 =
      "gAJ9cQAoWAUAAABtb2RlbHEBY2NvbGxlY3Rpb25zCk9yZGVyZWREaWN0CnECKVJxA1gBAAAAd3EEY3Rv"
          + "cmNoLl91dGlscwpfcmVidWlsZF90ZW5zb3JfdjIKcQUoKFgHAAAAc3RvcmFnZXEGY3RvcmNoCkZsb2F0"
          + "U3RvcmFnZQpxB1gBAAAAMHEIWAMAAABjcHVxCUsDdHEKUUsASwOFcQtLAYVxDIloAilScQ10cQ5ScQ9z"
          + "WAQAAABiZXN0cRBjbnVtcHkuY29yZS5tdWx0aWFycmF5CnNjYWxhcgpxEWNudW1weQpkdHlwZQpxElgC"
          + "AAAAZjhxE4mIh3EUUnEVKEsDWAEAAAA8cRZOTk5K/////0r/////SwB0cRdiY19jb2RlY3MKZW5jb2Rl"
          + "CnEYWAkAAAAAAAAAAADDoD9xGVgGAAAAbGF0aW4xcRqGcRtScRyGcR1ScR5YBAAAAGFyZ3NxH2Nhcmdw"
          + "YXJzZQpOYW1lc3BhY2UKcSApgXEhfXEiKFgCAAAAbHJxI0c/UGJN0vGp/FgDAAAAb3V0cSRjcGF0aGxp"
          + "YgpQb3NpeFBhdGgKcSVYAQAAAHhxJoVxJ1JxKHViWAQAAAB3aGVucSljZGF0ZXRpbWUKZGF0ZQpxKmgY"
          + "WAUAAAAHw6kBAnEraBqGcSxScS2FcS5ScS9YBgAAAG1ldGVyc3EwY2NvbGxlY3Rpb25zCmRlZmF1bHRk"
          + "aWN0CnExY19fYnVpbHRpbl9fCmxpc3QKcTKFcTNScTRYAQAAAGFxNV1xNksBYXNYBAAAAHRhZ3NxN2Nf"
          + "X2J1aWx0aW5fXwpzZXQKcThdcTloJmGFcTpScTtYAwAAAGJpZ3E8igkAAAAAAAAAAEBYAwAAAHJhd3E9"
          + "aBhYAwAAAADDv3E+aBqGcT9ScUBYAwAAAGFycnFBY251bXB5LmNvcmUubXVsdGlhcnJheQpfcmVjb25z"
          + "dHJ1Y3QKcUJjbnVtcHkKbmRhcnJheQpxQ0sAhXFEaBhYAQAAAGJxRWgahnFGUnFHh3FIUnFJKEsBSwKF"
          + "cUpoElgCAAAAaThxS4mIh3FMUnFNKEsDaBZOTk5K/////0r/////SwB0cU5iiWgYWBAAAAAAAAAAAAAA"
          + "AAEAAAAAAAAAcU9oGoZxUFJxUXRxUmJYBQAAAHNoYXBlcVNjdG9yY2gKU2l6ZQpxVEsChXFVhXFWUnFX"
          + "WAUAAABkdHlwZXFYY3RvcmNoCmZsb2F0MTYKcVlYAQAAAGNxWmgFKChoBmN0b3JjaApDb21wbGV4Rmxv"
          + "YXRTdG9yYWdlCnFbWAEAAAAxcVxoCUsBdHFdUUsASwGFcV5LAYVxX4loAilScWB0cWFScWJYBQAAAHBh"
          + "cmFtcWNjdG9yY2guX3V0aWxzCl9yZWJ1aWxkX3BhcmFtZXRlcgpxZGgFKChoBmgHWAEAAAAycWVoCUsB"
          + "dHFmUUsASwGFcWdLAYVxaIloAilScWl0cWpScWuIaAIpUnFsh3FtUnFudS4=";
  public static final String PROTOCOL_4 =
      "gASVMwMAAAAAAAB9lCiMBW1vZGVslIwLY29sbGVjdGlvbnOUjAtPcmRlcmVkRGljdJSTlClSlIwBd5SM"
          + "DHRvcmNoLl91dGlsc5SMEl9yZWJ1aWxkX3RlbnNvcl92MpSTlCgojAdzdG9yYWdllIwFdG9yY2iUjAxG"
          + "bG9hdFN0b3JhZ2WUk5SMATCUjANjcHWUSwN0lFFLAEsDhZRLAYWUiWgEKVKUdJRSlHOMBGJlc3SUjBVu"
          + "dW1weS5jb3JlLm11bHRpYXJyYXmUjAZzY2FsYXKUk5SMBW51bXB5lIwFZHR5cGWUk5SMAmY4lImIh5RS"
          + "lChLA4wBPJROTk5K/////0r/////SwB0lGJDCAAAAAAAAOA/lIaUUpSMBGFyZ3OUjAhhcmdwYXJzZZSM"
          + "CU5hbWVzcGFjZZSTlCmBlH2UKIwCbHKURz9QYk3S8an8jANvdXSUjAdwYXRobGlilIwJUG9zaXhQYXRo"
          + "lJOUjAF4lIWUUpR1YowEd2hlbpSMCGRhdGV0aW1llIwEZGF0ZZSTlEMEB+kBApSFlFKUjAZtZXRlcnOU"
          + "aAKMC2RlZmF1bHRkaWN0lJOUjAhidWlsdGluc5SMBGxpc3SUk5SFlFKUjAFhlF2USwFhc4wEdGFnc5SP"
          + "lChoMJCMA2JpZ5SKCQAAAAAAAAAAQIwDcmF3lEMCAP+UjANhcnKUaBeMDF9yZWNvbnN0cnVjdJSTlGga"
          + "jAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwKFlGgcjAJpOJSJiIeUUpQoSwNoIE5OTkr/////Sv//"
          + "//9LAHSUYolDEAAAAAAAAAAAAQAAAAAAAACUdJRijAVzaGFwZZRoC4wEU2l6ZZSTlEsChZSFlFKUaBuM"
          + "BXRvcmNolIwHZmxvYXQxNpSTlIwBY5RoCSgoaApoC4wTQ29tcGxleEZsb2F0U3RvcmFnZZSTlIwBMZRo"
          + "D0sBdJRRSwBLAYWUSwGFlIloBClSlHSUUpSMBXBhcmFtlGgHjBJfcmVidWlsZF9wYXJhbWV0ZXKUk5Ro"
          + "CSgoaApoDYwBMpRoD0sBdJRRSwBLAYWUSwGFlIloBClSlHSUUpSIaAQpUpSHlFKUdS4=";

  private TrainerPickles() {}
}

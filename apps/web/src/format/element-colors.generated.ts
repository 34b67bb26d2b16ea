// Generated from ElementColorSchemes.yaml of pymatgen 2026.10 (MIT): the default element colors of VESTA and of Jmol, by atomic number 1-118.
// Elements that a scheme leaves out (the heaviest) are #c8c8c8.

export const VESTA_COLORS: readonly string[] = [
  '#ffcccc', '#fce8ce', '#86df73', '#5ed77b', '#1fa20f', '#4c4c4c', '#b0b9e6', '#fe0300', '#b0b9e6', '#fe37b5', '#f9dc3c', '#fb7b15', '#81b2d6', '#1b3bfa', '#c09cc2', '#fffa00', '#31fc02', '#cffec4',
  '#a121f6', '#5a96bd', '#b563ab', '#78caff', '#e51900', '#00009e', '#a7089d', '#b57100', '#0000af', '#b7bbbd', '#2247dc', '#8f8f81', '#9ee373', '#7e6ea6', '#74d057', '#9aef0f', '#7e3102', '#fac1f3',
  '#702eb0', '#00ff00', '#94ffff', '#00ff00', '#73c2c9', '#54b5b5', '#3b9e9e', '#248f8f', '#0a7d8c', '#006985', '#c0c0c0', '#ffd98f', '#a67573', '#9a8eb9', '#9e63b5', '#d47a00', '#940094', '#429eb0',
  '#57178f', '#00c900', '#5ac449', '#ffffc7', '#d9ffc7', '#c7ffc7', '#a3ffc7', '#8fffc7', '#61ffc7', '#45ffc7', '#30ffc7', '#1fffc7', '#00ff9c', '#00e675', '#00d452', '#00bf38', '#00ab24', '#4dc2ff',
  '#4da6ff', '#2194d6', '#267dab', '#266696', '#175487', '#d0d0e0', '#ffd123', '#b8b8d0', '#a6544d', '#575961', '#9e4fb5', '#ab5c00', '#754f45', '#428296', '#420066', '#007d00', '#70abfa', '#00baff',
  '#00a1ff', '#008fff', '#0080ff', '#006bff', '#545cf2', '#785ce3', '#8a4fe3', '#a136d4', '#b31fd4', '#b31fba', '#b30da6', '#bd0d87', '#c70066', '#cc0059', '#d1004f', '#d90045', '#e00038', '#e6002e',
  '#eb0026', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8',
];

export const JMOL_COLORS: readonly string[] = [
  '#ffffff', '#d9ffff', '#cc80ff', '#c2ff00', '#ffb5b5', '#909090', '#3050f8', '#ff0d0d', '#90e050', '#b3e3f5', '#ab5cf2', '#8aff00', '#bfa6a6', '#f0c8a0', '#ff8000', '#ffff30', '#1ff01f', '#80d1e3',
  '#8f40d4', '#3dff00', '#e6e6e6', '#bfc2c7', '#a6a6ab', '#8a99c7', '#9c7ac7', '#e06633', '#f090a0', '#50d050', '#c88033', '#7d80b0', '#c28f8f', '#668f8f', '#bd80e3', '#ffa100', '#a62929', '#5cb8d1',
  '#702eb0', '#00ff00', '#94ffff', '#94e0e0', '#73c2c9', '#54b5b5', '#3b9e9e', '#248f8f', '#0a7d8c', '#006985', '#c0c0c0', '#ffd98f', '#a67573', '#668080', '#9e63b5', '#d47a00', '#940094', '#429eb0',
  '#57178f', '#00c900', '#70d4ff', '#ffffc7', '#d9ffc7', '#c7ffc7', '#a3ffc7', '#8fffc7', '#61ffc7', '#45ffc7', '#30ffc7', '#1fffc7', '#00ff9c', '#00e675', '#00d452', '#00bf38', '#00ab24', '#4dc2ff',
  '#4da6ff', '#2194d6', '#267dab', '#266696', '#175487', '#d0d0e0', '#ffd123', '#b8b8d0', '#a6544d', '#575961', '#9e4fb5', '#ab5c00', '#754f45', '#428296', '#420066', '#007d00', '#70abfa', '#00baff',
  '#00a1ff', '#008fff', '#0080ff', '#006bff', '#545cf2', '#785ce3', '#8a4fe3', '#a136d4', '#b31fd4', '#b31fba', '#b30da6', '#bd0d87', '#c70066', '#cc0059', '#d1004f', '#d90045', '#e00038', '#e6002e',
  '#eb0026', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8', '#c8c8c8',
];

"""A small case of one's own, for tests to write into a folder and to spoil."""

TABLES = {
    "case.toml": '[article]\nauthor = "A. Writer"\nday = 2024-06-30\nabout = "A column on the economy"\n',
    "topics.csv": "id,title,question\neconomy,Economy,How large is it?\n",
    "claims.csv": (
        "id,topic,kind,section,paragraph,voice,mode,claim,would_be_true_if,caveat\n"
        "us-is-large,economy,fact,0,1,author,asserts,The economy of the United States is large.,It is a fifth of the world's.,\n"
    ),
    "evidence.csv": (
        "id,claim,question,indicator,entity,measure,versus_entity,check,to,threshold,unit,weight,proxy,note\n"
        "us-is-large-share,us-is-large,Was it a fifth of the world's or more in 2023?,gdp_nominal,USA,share,WLD,at_least,2023,20,%,1,"
        "direct: size,The last year before the article.\n"
    ),
}
"""By name, the files of a folder without a fault."""


def write(folder, tables):
    """Write texts (or bytes) by name into a folder, which is made."""
    for name, text in tables.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder

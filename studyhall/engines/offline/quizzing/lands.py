"""Which names are of whole countries, continents and peoples' lands: towns are not set beside them."""

from __future__ import annotations

from studyhall.domain.tokens import fold

_LANDS = frozenset(
    "africa,america,asia,europe,oceania,antarctica,north america,south america,latin america,"
    "central america,middle east,eurasia,scandinavia,balkans,caucasus,siberia,arabia,afghanistan,albania,"
    "algeria,angola,argentina,armenia,australia,austria,azerbaijan,bangladesh,belarus,belgium,bolivia,"
    "bosnia,brazil,britain,great britain,bulgaria,burma,myanmar,cambodia,canada,chile,china,colombia,"
    "congo,croatia,cuba,cyprus,czechoslovakia,denmark,egypt,england,estonia,ethiopia,finland,france,"
    "georgia,germany,ghana,greece,hungary,iceland,india,indonesia,iran,iraq,ireland,israel,italy,japan,"
    "jordan,kazakhstan,kenya,korea,north korea,south korea,kuwait,kyrgyzstan,laos,latvia,lebanon,libya,"
    "lithuania,luxembourg,malaysia,mexico,moldova,mongolia,morocco,nepal,netherlands,new zealand,nigeria,"
    "northern ireland,norway,pakistan,palestine,persia,peru,philippines,poland,portugal,prussia,qatar,"
    "romania,russia,rwanda,saudi arabia,scotland,serbia,singapore,slovakia,slovenia,somalia,south africa,"
    "south sudan,soviet union,spain,sri lanka,sudan,sweden,switzerland,syria,taiwan,tanzania,thailand,"
    "tibet,tunisia,turkey,turkmenistan,uganda,ukraine,united kingdom,united states,usa,uruguay,"
    "uzbekistan,venezuela,vietnam,viet nam,wales,yemen,yugoslavia,zimbabwe,chau a,chau au,chau phi,"
    "chau my,bac my,nam my,dong nam a,trung dong,anh,phap,duc,nga,my,hoa ky,lien xo,trung quoc,nhat ban,"
    "han quoc,trieu tien,thai lan,an do,y,tay ban nha,bo dao nha,ha lan,bi,thuy si,thuy dien,na uy,"
    "dan mach,phan lan,ba lan,ao,hy lap,tho nhi ky,ai cap,uc,lao,campuchia,nga xo viet,vuong quoc anh,"
    "lien bang nga".split(",")
)


_CONTINENTS = frozenset(
    "africa,america,asia,europe,oceania,eurasia,chau a,chau au,chau phi,chau my".split(",")
)


def is_continent(name: str) -> bool:
    """Whether a name is of a continent: what lies in it is no other place."""
    return fold(name) in _CONTINENTS


def is_land(name: str) -> bool:
    """Whether a name is of a country or of something larger."""
    return fold(name) in _LANDS
